curl -X GET "http://localhost:3000/api/v1/hotspot-users?venueId=507f1f77bcf86cd799439011" \
-H "Authorization: Bearer your-api-token-here"
