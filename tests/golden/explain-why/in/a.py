def f(user_a):
    eval(user_a)
    eval("x")
    exec(other)
eval(user_b)
def g():
    a = input()
    system(a)
    b = clean(a)
    system(b)
    system("x")
def h(:
    eval(user_c)
