"""What a lying model gets past the gate, and what the gate costs: `python -m bench.lying`.

The careful answers of the bench's talks go through the real writer and a real database; on the way a share of the
bullets is made false. Repairs are answered carefully, or with new lies in what was sent back, or with a whole section
that lies anew.
"""
