class UsersController < ApplicationController
  def index
    # ruleid: ruby-sql-from-request
    @users = User.where("name = '#{params[:name]}'")
    # ok: ruby-sql-from-request
    @users = User.where("name = ?", params[:name])
    # ok: ruby-sql-from-request
    @users = User.where(name: params[:name])
    # ok: ruby-sql-from-request
    @users = User.where("id = #{params[:id].to_i}")
    # ruleid: ruby-sql-from-request
    @sorted = User.order(params[:sort])
    column = params[:column]
    # ruleid: ruby-sql-from-request
    ActiveRecord::Base.connection.execute("SELECT #{column} FROM users")
    # ok: ruby-sql-from-request
    @one = User.find_by(email: params[:email])
  end

  def tools
    # ruleid: ruby-command-from-request
    system("ping -c 1 #{params[:host]}")
    # ruleid: ruby-command-from-request
    out = `nslookup #{params[:host]}`
    # ok: ruby-command-from-request
    system("ping", "-c", "1", params[:host])
    # ok: ruby-command-from-request
    system("ping -c 1 #{Shellwords.escape(params[:host])}")
    # ruleid: ruby-eval-from-request
    eval(params[:code])
    # ruleid: ruby-eval-from-request, ruby-xss-from-request
    render inline: "<p>#{params[:name]}</p>"
    # ok: ruby-eval-from-request
    eval("1 + 1")
    # ruleid: ruby-method-from-request
    current_user.send(params[:field])
    # ruleid: ruby-method-from-request
    klass = params[:class].classify.constantize
    # ok: ruby-method-from-request
    current_user.send("report_#{params[:kind]}")
    # ok: ruby-method-from-request
    current_user.send(:name, params[:x])
  end

  def files
    # ruleid: ruby-path-from-request
    send_file("/srv/files/#{params[:name]}")
    # ruleid: ruby-path-from-request
    File.read(Rails.root.join("files", params[:name]))
    # ok: ruby-path-from-request
    send_file("/srv/files/#{File.basename(params[:name])}")
    # ruleid: ruby-render-from-request
    render params[:page]
    # ruleid: ruby-render-from-request
    render "pages/#{params[:page]}"
    # ok: ruby-render-from-request
    render :show
    # ok: ruby-render-from-request
    render json: params
    # ruleid: ruby-ssrf-from-request
    HTTParty.get(params[:url])
    # ruleid: ruby-ssrf-from-request
    Net::HTTP.get(URI(params[:url]))
    # ok: ruby-ssrf-from-request
    HTTParty.get("https://example.org/search?q=#{params[:q]}")
    # ruleid: ruby-open-redirect-request
    redirect_to params[:next]
    # ok: ruby-open-redirect-request
    redirect_to user_path(params[:id])
    # ok: ruby-open-redirect-request
    redirect_to url_from(params[:next]) || root_path
    # ruleid: ruby-xss-from-request
    flash[:notice] = "Hello #{params[:name]}".html_safe
    # ok: ruby-xss-from-request
    flash[:notice] = "Hello #{h(params[:name])}".html_safe
    # ruleid: ruby-deserialize-from-request
    user = Marshal.load(Base64.decode64(params[:user]))
    # ruleid: ruby-deserialize-from-request
    data = YAML.load(params[:data])
    # ok: ruby-deserialize-from-request
    data = YAML.safe_load(params[:data])
    # ruleid: ruby-regex-from-request
    pattern = Regexp.new(params[:search])
    # ok: ruby-regex-from-request
    pattern = Regexp.new(Regexp.escape(params[:search]))
    # ruleid: ruby-log-from-request
    Rails.logger.info("login of #{params[:user]}")
    # ok: ruby-log-from-request
    Rails.logger.info("login of #{params[:user].inspect}")
    # ruleid: ruby-nosql-from-request
    collection.find(name: params[:name])
    # ok: ruby-nosql-from-request
    collection.find(name: params[:name].to_s)
    # ruleid: ruby-ldap-from-request
    Net::LDAP::Filter.construct("(uid=#{params[:user]})")
    # ok: ruby-ldap-from-request
    Net::LDAP::Filter.construct("(uid=#{Net::LDAP::Filter.escape(params[:user])})")
    # ruleid: ruby-cookie-decides-access
    @current = User.find_by_id(cookies[:user_id])
    # ok: ruby-cookie-decides-access
    @current = User.find_by_id(cookies.signed[:user_id])
  end
end

def lambda_handler(event:, context:)
  # ruleid: ruby-command-from-request
  system("convert #{event['file']}")
  # ok: ruby-command-from-request
  system("convert", event['file'])
end
