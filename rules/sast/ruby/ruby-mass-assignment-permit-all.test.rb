class UsersController
  def create
    # ruleid: ruby-mass-assignment-permit-all
    User.create(params.require(:user).permit!)
    # ok: ruby-mass-assignment-permit-all
    User.create(params.require(:user).permit(:name, :mail))
    # ok: ruby-mass-assignment-permit-all
    # params.permit!
  end
end
