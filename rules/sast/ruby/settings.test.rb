class Report
  def initialize(name)
    # ruleid: ruby-sql-interpolated
    @all = User.where("name = '#{name}'")
    # ok: ruby-sql-interpolated
    @all = User.where("name = ?", name)
    # ok: ruby-sql-interpolated
    @all = User.where("id = #{name.to_i}")
    # ok: ruby-sql-interpolated
    @all = User.where("#{table_name}.id = 1")
  end

  def self.pack(file)
    # ruleid: ruby-command-built
    system("tar czf #{file}.tgz #{file}")
    # ok: ruby-command-built
    system("tar", "czf", "#{file}.tgz", file)
    # ok: ruby-command-built
    system("tar czf #{Shellwords.escape(file)}")
  end

  def load(name)
    # ruleid: ruby-open-with-variable
    open(name)
    # ok: ruby-open-with-variable
    File.open(name)
  end
end

# ruleid: ruby-eval-dynamic
eval(code)
# ok: ruby-eval-dynamic
eval("1 + 1")
# ruleid: ruby-marshal-load
state = Marshal.load(data)
# ok: ruby-marshal-load
copy = Marshal.load(Marshal.dump(state))
# ruleid: ruby-html-safe-interpolated
text = "<b>#{name}</b>".html_safe
# ok: ruby-html-safe-interpolated
text = "<b>#{h(name)}</b>".html_safe

class HookController < ApplicationController
  # ruleid: ruby-csrf-protection-off
  skip_before_action :verify_authenticity_token
  # ok: ruby-csrf-protection-off
  skip_before_action :require_login

  def create
    # ruleid: ruby-mass-assignment-permit-all
    User.create(params.require(:user).permit!)
    # ruleid: ruby-mass-assignment-permit-all
    User.new(params[:user])
    # ok: ruby-mass-assignment-permit-all
    User.create(params.require(:user).permit(:name))
    # ruleid: ruby-mass-assignment-sensitive-field
    params.require(:user).permit(:name, :admin)
    # ok: ruby-mass-assignment-sensitive-field
    params.require(:user).permit(:name, :email)
  end
end

# ruleid: ruby-tls-verify-none
http.verify_mode = OpenSSL::SSL::VERIFY_NONE
# ruleid: ruby-tls-verify-none
HTTParty.get(url, verify: false)
# ok: ruby-tls-verify-none
http.verify_mode = OpenSSL::SSL::VERIFY_PEER
# ruleid: ruby-tls-old-version
context.ssl_version = :TLSv1
# ok: ruby-tls-old-version
context.min_version = OpenSSL::SSL::TLS1_2_VERSION
# ruleid: ruby-hash-weak
signature = Digest::MD5.hexdigest(body)
# ok: ruby-hash-weak
signature = Digest::SHA256.hexdigest(body)
# ruleid: ruby-hash-password-fast
stored = Digest::SHA256.hexdigest(user.password)
# ok: ruby-hash-password-fast
stored = BCrypt::Password.create(user.password)
# ruleid: ruby-cipher-weak
cipher = OpenSSL::Cipher.new("DES-EDE3-CBC")
# ok: ruby-cipher-weak
cipher = OpenSSL::Cipher.new("aes-256-gcm")

def seal(data)
  # ruleid: ruby-cipher-key-literal
  c = OpenSSL::Cipher.new("aes-256-gcm")
  c.encrypt
  c.key = "0123456789abcdef0123456789abcdef"
  c.update(data)
end

def seal_well(data)
  # ok: ruby-cipher-key-literal
  c = OpenSSL::Cipher.new("aes-256-gcm")
  c.encrypt
  c.key = ENV.fetch("KEY")
  c.update(data)
end

# ruleid: ruby-jwt-unchecked
claims = JWT.decode(token, nil, false)
# ok: ruby-jwt-unchecked
claims = JWT.decode(token, key, true, algorithm: "HS256")
# ruleid: ruby-secret-literal
config.secret_key_base = "4d1f7e2a9b8c"
# ok: ruby-secret-literal
config.secret_key_base = ENV["SECRET_KEY_BASE"]
# ruleid: ruby-random-for-secret
reset_token = rand(1_000_000).to_s
# ok: ruby-random-for-secret
reset_token = SecureRandom.hex(16)
# ok: ruby-random-for-secret
color = rand(255)
# ruleid: ruby-cookie-flags-off
cookies[:session] = { value: "x", httponly: false }
# ok: ruby-cookie-flags-off
cookies[:session] = { value: "x", httponly: true, secure: true }
# ruleid: ruby-session-cookie-marshal
Rails.application.config.action_dispatch.cookies_serializer = :marshal
# ok: ruby-session-cookie-marshal
Rails.application.config.action_dispatch.cookies_serializer = :json
# ruleid: ruby-rails-force-ssl-off
config.force_ssl = false
# ok: ruby-rails-force-ssl-off
config.force_ssl = true
# ruleid: ruby-rails-errors-shown
config.consider_all_requests_local = true
# ok: ruby-rails-errors-shown
config.consider_all_requests_local = false
# ruleid: ruby-rails-hosts-cleared
config.hosts.clear
# ok: ruby-rails-hosts-cleared
config.hosts << "example.org"
# ruleid: ruby-rails-escape-off
ActiveSupport.escape_html_entities_in_json = false
# ok: ruby-rails-escape-off
ActiveSupport.escape_html_entities_in_json = true

class User < ApplicationRecord
  # ruleid: ruby-regex-line-anchors
  validates :name, format: { with: /^[a-z]+$/ }
  # ok: ruby-regex-line-anchors
  validates :name, format: { with: /\A[a-z]+\z/ }
end

# ruleid: ruby-file-world-writable
FileUtils.chmod(0777, file)
# ok: ruby-file-world-writable
FileUtils.chmod(0640, file)
# ruleid: ruby-xml-external-entities
Nokogiri::XML(data) { |config| config.noent }
# ok: ruby-xml-external-entities
Nokogiri::XML(data) { |config| config.nonet }
# ruleid: ruby-secret-logged
Rails.logger.info("login #{user.password}")
# ok: ruby-secret-logged
Rails.logger.info("login #{user.name}")
# ruleid: ruby-plain-http-call
HTTParty.get("http://rates.internal.shop/today")
# ok: ruby-plain-http-call
HTTParty.get("https://rates.internal.shop/today")
# ruleid: ruby-aes-rsa-key-short
key = OpenSSL::PKey::RSA.new(1024)
# ok: ruby-aes-rsa-key-short
key = OpenSSL::PKey::RSA.new(3072)
# ruleid: ruby-compared-early-exit
valid = OpenSSL::HMAC.hexdigest("SHA256", key, body) == given
# ok: ruby-compared-early-exit
valid = OpenSSL.secure_compare(OpenSSL::HMAC.hexdigest("SHA256", key, body), given)
# ruleid: ruby-xss-erb-raw
page = %q(<%= raw params[:name] %>)
# ok: ruby-xss-erb-raw
page = %q(<%= params[:name] %>)
