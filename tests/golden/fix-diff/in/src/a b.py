foo(1)
foo(1, 2, 3)
qux("hi")
both(1)
many(ab, ab)
outer(inner(x))
inner(outer(y))
del_me(1)
if x:
    y()
multi(multi(z))
unb(1)  # nosem
unb(2)
