from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
# ruleid: python-cors-any-origin
CORS_ALLOW_ALL_ORIGINS = True
app.add_middleware(
    CORSMiddleware,
    # ruleid: python-cors-any-origin
    allow_origins=["*"],
    allow_credentials=True,
)
# ok: python-cors-any-origin
CORS_ALLOWED_ORIGINS = ["https://shop.example.org"]
# ok: python-cors-any-origin
public = dict(allow_origins=["*"], allow_credentials=False)
