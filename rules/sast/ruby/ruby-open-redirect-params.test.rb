class BackController
  def show
    # ruleid: ruby-open-redirect-params
    redirect_to params[:next]
    # ruleid: ruby-open-redirect-params
    redirect_to(params.fetch(:next))
    # ok: ruby-open-redirect-params
    redirect_to root_path(q: params[:q])
    # ok: ruby-open-redirect-params
    redirect_to url_from(params[:next]) || root_path
  end
end
