class ProxyController
  def show
    # ruleid: ruby-open-uri-from-params
    a = URI.open(params[:url])
    # ruleid: ruby-open-uri-from-params
    b = Net::HTTP.get(URI(params[:url]))
    # ok: ruby-open-uri-from-params
    c = Net::HTTP.get(URI("https://api.example.org/"))
    # ok: ruby-open-uri-from-params
    d = HTTParty.get("https://api.example.org/", query: { q: params[:q] })
  end
end
