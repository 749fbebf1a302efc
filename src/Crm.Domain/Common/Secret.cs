using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Domain.Common;

/// <summary>
/// A value that must not be seen: it formats as dots, refuses to be serialised, and has no public member but
/// <see cref="Reveal"/>, so that every place that reads it can be found by name.
/// </summary>
[DebuggerDisplay("•••")]
[JsonConverter(typeof(RefusingConverter))]
public sealed class Secret
{
    private const string Mask = "•••";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string value;

    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    public string Reveal() => value;

    public override string ToString() => Mask;

    private sealed class RefusingConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is read as text where it arrives, and wrapped there.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is never serialised.");
    }
}
