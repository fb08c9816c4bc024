class HelloController
  def show
    # ruleid: ruby-xss-html-safe-params
    a = params[:name].html_safe
    # ruleid: ruby-xss-html-safe-params
    b = raw(params[:name])
    # ruleid: ruby-xss-html-safe-params
    render inline: "<p>#{params[:name]}</p>"
    # ok: ruby-xss-html-safe-params
    c = sanitize(params[:name])
    # ok: ruby-xss-html-safe-params
    render plain: params[:name]
  end
end
