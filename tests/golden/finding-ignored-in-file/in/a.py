# sluice:ignore no-frobnicate tested elsewhere
frobnicate(1)
frobnicate(2)  # sluice:ignore no-frobnicate also fine
frobnicate(3)
