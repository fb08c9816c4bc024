def badge(name)
  # ruleid: ruby-html-safe-interpolated
  a = "<b>#{name}</b>".html_safe
  # ok: ruby-html-safe-interpolated
  b = content_tag(:b, name)
  # ok: ruby-html-safe-interpolated
  c = "<b>new</b>".html_safe
  # ok: ruby-html-safe-interpolated
  d = "<b>#{h(name)}</b>".html_safe
  [a, b, c, d]
end
