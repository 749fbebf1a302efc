const response = await fetch('http://localhost:3000/api/v1/hotspot-users?venueId=507f1f77bcf86cd799439011', {
headers: {
'Authorization': 'Bearer your-api-token-here',
'Content-Type': 'application/json'
}
});
const data = await response.json();
