using System.Security.Cryptography;
using System.Text.Json;
using Crm.Benchmarks.Load;

namespace Crm.Benchmarks.Data;

/// <summary>Owners come to be and sign in through the product's own routes.</summary>
internal static class SignIns
{
    public static async Task<Guid> RegisterAsync(Uri server, int number)
    {
        using var connection = new LoadConnection(server);
        var request = HttpText.Post(
            "/api/v1/auth/register",
            "",
            $$"""{"tenantName":"Tenant {{number}}","fullName":"Owner {{number}}","email":"{{BenchTenant.EmailOf(number)}}","password":"{{BenchTenant.Password}}","country":"TR"}"""
        );
        using var answer = await AskAsync(connection, request, 201);

        return answer.RootElement.GetProperty("tenantId").GetGuid();
    }

    public static byte[] Request(int number) =>
        HttpText.Post(
            "/api/v1/auth/login",
            "",
            $$"""{"email":"{{BenchTenant.EmailOf(number)}}","password":"{{BenchTenant.Password}}"}"""
        );

    /// <returns>An access token of each tenant.</returns>
    public static async Task<IReadOnlyList<string>> SignInAsync(Uri server, IReadOnlyList<BenchTenant> tenants)
    {
        using var connection = new LoadConnection(server);
        var tokens = new List<string>(tenants.Count);
        foreach (var tenant in tenants)
        {
            using var answer = await AskAsync(connection, Request(tenant.Number), 200);
            tokens.Add(answer.RootElement.GetProperty("accessToken").GetString()!);
        }

        return tokens;
    }

    /// <returns>The product's public key in PEM, on one line.</returns>
    public static async Task<string> PublicKeyAsync(Uri server)
    {
        using var connection = new LoadConnection(server);
        using var answer = await AskAsync(connection, HttpText.Get("/.well-known/jwks.json", "none"), 200);
        var key = answer.RootElement.GetProperty("keys").EnumerateArray().Last();
        var point = new ECPoint { X = Coordinate(key, "x"), Y = Coordinate(key, "y") };
        using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });

        return verifier.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("|");
    }

    private static byte[] Coordinate(JsonElement key, string name) =>
        System.Buffers.Text.Base64Url.DecodeFromChars(key.GetProperty(name).GetString());

    public static async Task<JsonDocument> AskAsync(LoadConnection connection, byte[] request, int expectedStatus)
    {
        var status = await connection.SendAsync(request);
        var body = connection.Json();

        return status == expectedStatus
            ? JsonDocument.Parse(body)
            : throw new InvalidOperationException($"Expected {expectedStatus}, got {status}: {body}");
    }
}
