def one
  begin
    work
  # ruleid: ruby-rescue-everything-dropped
  rescue Exception => e
  end
  # ok: ruby-rescue-everything-dropped
  begin
    work
  rescue IOError => e
    report(e)
  end
end

def two
  begin
    work
  # ruleid: ruby-return-in-ensure
  ensure
    return 1
  end
end

def three
  begin
    work
  # ok: ruby-return-in-ensure
  ensure
    rest
  end
end

def four(a, b)
  # ruleid: ruby-assigned-in-condition
  if a = 1
    work
  end
  # ok: ruby-assigned-in-condition
  if a = find(b)
    work
  end
  # ruleid: ruby-same-operands
  same = a == a
  # ok: ruby-same-operands
  same = a == b
  # ruleid: ruby-hash-key-twice
  colors = { red: 1, blue: 2, red: 3 }
  # ok: ruby-hash-key-twice
  colors = { red: 1, blue: 2 }
  # ruleid: ruby-float-money
  t.float :price
  # ok: ruby-float-money
  t.float :height
  # ruleid: ruby-timeout-around-code
  Timeout.timeout(5) do
    work
  end
  # ok: ruby-timeout-around-code
  http.open_timeout = 5
end
