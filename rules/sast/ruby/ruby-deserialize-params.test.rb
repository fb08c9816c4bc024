class LoadController
  def show
    # ruleid: ruby-deserialize-params
    a = Marshal.load(Base64.decode64(params[:data]))
    # ruleid: ruby-deserialize-params
    b = YAML.load(request.body.read)
    # ok: ruby-deserialize-params
    c = YAML.safe_load(params[:data])
    # ok: ruby-deserialize-params
    d = JSON.parse(params[:data])
  end
end
