frobnicate(2)
