x = input()
y = 1
render("one.html", x)
render("two.html", y)
