def ping(host)
  # ruleid: ruby-command-built
  system("ping -c 1 #{host}")
  # ruleid: ruby-command-built
  system "host #{host}"
  # ok: ruby-command-built
  system("ping", "-c", "1", host)
  # ok: ruby-command-built
  system("ping #{Shellwords.escape(host)}")
  # ok: ruby-command-built
  system("uptime")
end
