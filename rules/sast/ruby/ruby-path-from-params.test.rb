class FilesController
  def show
    # ruleid: ruby-path-from-params
    send_file("/srv/files/#{params[:name]}")
    # ruleid: ruby-path-from-params
    text = File.read(File.join("/srv/files", params[:name]))
    # ok: ruby-path-from-params
    send_file("/srv/files/" + File.basename(params[:name]))
    # ok: ruby-path-from-params
    send_file("/srv/files/index.html")
  end
end
