class UsersController
  def index
    # ruleid: ruby-sql-interpolated
    User.where("name = '#{params[:name]}'")
    # ruleid: ruby-sql-interpolated
    User.where("name LIKE '%#{name}%'")
    # ruleid: ruby-sql-interpolated
    User.order("name #{params[:dir]}")
    # ok: ruby-sql-interpolated
    User.where("name = ?", params[:name])
    # ok: ruby-sql-interpolated
    User.where(name: params[:name])
    # ok: ruby-sql-interpolated
    User.where("id = #{params[:id].to_i}")
  end
end
