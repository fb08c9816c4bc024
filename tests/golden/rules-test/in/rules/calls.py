# ruleid: eval-call, exec-call
eval(a); exec(b)
# ok: eval-call
# ruleid: exec-call
exec(c)
# todook: eval-call
eval(d)
# todoruleid: exec-call
run(e)
# proruleid: exec-call
run(f)
# ok: eval-call
eval(g)
# ruleid: exec-call
run(h)
exec(i)
print("a ok: eval-call")
