def load(text, item)
  # ruleid: ruby-marshal-load
  a = Marshal.load(text)
  # ruleid: ruby-marshal-load
  b = YAML.unsafe_load(text)
  # ok: ruby-marshal-load
  c = YAML.safe_load(text)
  # ok: ruby-marshal-load
  d = Marshal.load(Marshal.dump(item))
  # ok: ruby-marshal-load
  # Marshal.load(text)
  [a, b, c, d]
end
