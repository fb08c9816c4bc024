def total(orders, rates, currency):
    amount = 0
    for order in orders:
        if order.currency != currency:
            amount += order.amount * rates[order.currency]
        else:
            amount += order.amount
    return round(amount, 2)
