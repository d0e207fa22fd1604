"""What people of the two communities say, by theme: every fragment is written by hand, the generator combines \
    them."""
