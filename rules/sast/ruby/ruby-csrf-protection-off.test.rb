class HookController
  # ruleid: ruby-csrf-protection-off
  skip_before_action :verify_authenticity_token
  # ruleid: ruby-csrf-protection-off
  skip_forgery_protection
  # ok: ruby-csrf-protection-off
  skip_before_action :load_user
  # ok: ruby-csrf-protection-off
  protect_from_forgery with: :exception
end
