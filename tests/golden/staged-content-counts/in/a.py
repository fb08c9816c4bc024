import os

frobnicate(1)
