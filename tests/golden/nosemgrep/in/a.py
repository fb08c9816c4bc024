eval(1)  # nosemgrep: one, two
# nosem: one
eval(2)
eval(3)  # nosem
