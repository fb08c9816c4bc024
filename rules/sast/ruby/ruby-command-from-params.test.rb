class PingController
  def show
    # ruleid: ruby-command-from-params
    system("ping -c 1 #{params[:host]}")
    # ruleid: ruby-command-from-params
    system("host " + params[:host])
    # ruleid: ruby-command-from-params
    out = `host #{params[:host]}`
    # ok: ruby-command-from-params
    system("ping", "-c", "1", params[:host])
    # ok: ruby-command-from-params
    system("ping #{Shellwords.escape(params[:host])}")
    # ok: ruby-command-from-params
    # system("ping #{params[:host]}")
  end
end
