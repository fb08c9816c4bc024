require "digest"
# ruleid: ruby-hash-weak
a = Digest::MD5.hexdigest("x")
# ok: ruby-hash-weak
b = Digest::SHA256.hexdigest("x")
# ok: ruby-hash-weak
# Digest::MD5.hexdigest("x")
