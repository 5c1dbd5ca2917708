"""Speech into words, for talks without captions: the optional extra `uploader[asr]`.

whisper   the only module that knows faster-whisper; runs in a process of its own
ears      that process, started and awaited: its memory, its crashes and its hours stay out of ours
lines     words with their moments, cut into lines as captions are
"""

from uploader.asr.ears import INSTALL, Ears, installed

__all__ = ["INSTALL", "Ears", "installed"]
