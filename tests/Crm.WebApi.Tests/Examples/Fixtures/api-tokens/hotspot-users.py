import requests
headers = {
'Authorization': 'Bearer your-api-token-here',
'Content-Type': 'application/json'
}
response = requests.get(
'http://localhost:3000/api/v1/hotspot-users',
headers=headers,
params={'venueId': '507f1f77bcf86cd799439011'}
)
data = response.json()
