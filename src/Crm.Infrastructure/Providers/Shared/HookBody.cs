using System.Security.Cryptography;
using System.Text.Json;

namespace Crm.Infrastructure.Providers.Shared;

internal static class HookBody
{
    /// <summary>What a delivery is known by that its provider names by nothing but its bytes; read whole, and nothing made of it.</summary>
    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static byte[] Identify(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                throw new FormatException("The body is not an object.");
            }

            reader.Skip();
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new FormatException("The body is not JSON.", exception);
        }

        return SHA256.HashData(body);
    }
}
