"""`python -m bench.gate`."""

import sys

from bench.gate.run import main

sys.exit(main())
