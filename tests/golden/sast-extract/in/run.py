import os
os.system("ls; rm -r \"a\"")
