def early(flag, x)
  return "" unless flag
  x
end
def eq(k, x)
  k == "yes" ? x : ""
end
def sw(k, x)
  case k
  when 1, 2 then x
  else ""
  end
end
def rng(k, x)
  case k
  when 1..5
    x
  else
    ""
  end
end
def sym(k, x)
  if k == :on
    x
  else
    ""
  end
end
def dflt(x, flag: false)
  return x if flag
  ""
end
def nl(o, x)
  return "" if o.nil?
  x
end
def wrap(f, x)
  early(f, x)
end
def pat(k, x)
  case k
  in 1 | 2 then x
  else ""
  end
end
def t
  # ok: t
  sink(early(false, source()))
  # ruleid: t
  sink(early(true, source()))
  # ok: t
  sink(eq("no", source()))
  # ruleid: t
  sink(eq("yes", source()))
  # ok: t
  sink(sw(3, source()))
  # ruleid: t
  sink(sw(2, source()))
  # ok: t
  sink(rng(7, source()))
  # ruleid: t
  sink(rng(5, source()))
  # ok: t
  sink(sym(:off, source()))
  # ruleid: t
  sink(sym(:on, source()))
  # ok: t
  sink(dflt(source()))
  # ruleid: t
  sink(dflt(source(), flag: true))
  # todook: t
  sink(nl(nil, source()))
  # ok: t
  sink(wrap(false, source()))
  # ruleid: t
  sink(wrap(true, source()))
  # ok: t
  sink(pat(3, source()))
  # ruleid: t
  sink(pat(2, source()))
end
