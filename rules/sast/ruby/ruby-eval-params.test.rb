class RunController
  def show
    # ruleid: ruby-eval-params
    eval(params[:code])
    # ruleid: ruby-eval-params
    item.send(params[:method])
    # ruleid: ruby-eval-params
    type = params[:type].constantize
    # ok: ruby-eval-params
    item.public_send(ALLOWED.fetch(params[:method]))
    # ok: ruby-eval-params
    type = TYPES[params[:type]]
    # ok: ruby-eval-params
    # eval(params[:code])
  end
end
