from django.views.decorators.csrf import csrf_exempt, csrf_protect


# ruleid: python-csrf-protection-off
@csrf_exempt
def transfer(request):
    return request


# ok: python-csrf-protection-off
@csrf_protect
def pay(request):
    # ok: python-csrf-protection-off
    # @csrf_exempt would open this
    return request
