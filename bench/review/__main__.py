"""`python -m bench.review`."""

import sys

from bench.review.run import main

sys.exit(main())
