# ruleid: duplicates.clone
def total(orders, rates, currency):
    amount = 0
    for order in orders:
        if order.currency != currency:
            amount += order.amount * rates[order.currency]
        else:
            amount += order.amount
    return round(amount, 2)


# ok: duplicates.clone
def other(orders):
    return len(orders)


# sluice:ignore-start duplicates
def sum(orders, rates, currency):
    amount = 0
    for order in orders:
        if order.currency != currency:
            amount += order.amount * rates[order.currency]
        else:
            amount += order.amount
    return round(amount, 2)
# sluice:ignore-end


def total(orders, rates, currency):
    amount = 0
    for order in orders:
        if order.currency != currency:
            amount += order.amount * rates[order.currency]
        else:
            amount += order.amount
    return round(amount, 2)
