"""The blog's repository: what stands there, and one more post pushed onto its branch.

The branch is the truth about what is published. Read in this order:

    remote     the repository as it was given, its secret taken out of the URL
    git        the only place that runs the `git` binary
    faults     what an unsuccessful git says, and what follows from it
    clone      a bare, shallow, blobless clone on this machine, and the lock around every use of it
    publish    `Blog`: find a video's post, put one there, tell who changed it last
    destinations  several blogs: one clone and one lock a repository
    check      the same, tried without writing, for `doctor`
"""
