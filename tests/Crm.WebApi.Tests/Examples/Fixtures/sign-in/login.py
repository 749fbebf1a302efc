import requests
import json
def login(email, password):
url = "https://integration.seoauthor.ai/api/v1/auth/login"
headers = {
"Content-Type": "application/json"
}
data = {
"email": email,
"password": password
}
try:
response = requests.post(url, headers=headers, json=data)
response.raise_for_status()
auth_data = response.json()
# Token'ları güvenli bir şekilde sakla
# Örnek: environment variables veya secure storage
return auth_data
except requests.exceptions.RequestException as e:
print(f"Login error: {e}")
raise
