"""`python -m bench.lying`."""

import sys

from bench.lying.run import main

sys.exit(main())
