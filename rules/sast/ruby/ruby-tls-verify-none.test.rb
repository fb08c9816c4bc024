require "net/http"
http = Net::HTTP.new("example.org", 443)
# ruleid: ruby-tls-verify-none
http.verify_mode = OpenSSL::SSL::VERIFY_NONE
# ok: ruby-tls-verify-none
http.verify_mode = OpenSSL::SSL::VERIFY_PEER
# ok: ruby-tls-verify-none
# http.verify_mode = OpenSSL::SSL::VERIFY_NONE
