using System.Text.Json;
using Crm.Application.Common;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Infrastructure.Persistence;

/// <summary>A value kept as JSON, in the words of the API.</summary>
internal sealed class JsonColumn<T>()
    : ValueConverter<T, string>(value => JsonColumn.Write(value), text => JsonColumn.Read<T>(text));

internal static class JsonColumn
{
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, JsonText.Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, JsonText.Options)!;

    public static T Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, JsonText.Options)!;
}
