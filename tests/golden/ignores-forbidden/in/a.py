frobnicate(2)  # sluice:ignore no-frobnicate fine
