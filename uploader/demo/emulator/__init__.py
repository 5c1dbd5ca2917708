"""A YouTube of our own on loopback, for the demo and the tests: unmodified clients talk to it over TLS.

It is a proxy that becomes the server of YouTube's hosts, under a certificate authority made for the day; any other
host is refused and noted as a leak. What it shows is a world of plain values; what goes wrong is asked of it, by kind
of request and kind of fault. Shapes of the answers follow what yt-dlp 2026.10.26 and youtube-transcript-api 1.2.5 read.

Read in this order:

    world      channels, videos, captions: what there is to see
    faults     what can go wrong, where, and how often
    messages   a request as it came, an answer as it goes
    captions   caption tracks as json3, XML and WebVTT
    player     what the player's API says of a video, client by client
    pages      the watch page, channel tabs and the feed
    routes     which answer a request gets
    emulator   the world in motion: looks counted, faults spent, requests noted
    proxy      the socket's side: CONNECT, TLS and the faults of the wire
    control    the same, steered over HTTP from another process (`python -m uploader.demo.emulator WORLD.json`)
"""

from uploader.demo.emulator.emulator import Emulator
from uploader.demo.emulator.faults import Fault, Sort, Trouble
from uploader.demo.emulator.proxy import emulated
from uploader.demo.emulator.world import EmulatedChannel, EmulatedTrack, EmulatedVideo, State, World

__all__ = [
    "EmulatedChannel",
    "EmulatedTrack",
    "EmulatedVideo",
    "Emulator",
    "Fault",
    "Sort",
    "State",
    "Trouble",
    "World",
    "emulated",
]
