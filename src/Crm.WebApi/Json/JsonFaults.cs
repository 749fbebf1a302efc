using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Crm.Application.Common;
using Crm.WebApi.Errors;

namespace Crm.WebApi.Json;

/// <summary>
/// Compares a refused body with the type it should have been and names every fault at once; the serializer stops at the
/// first, and its words are for programmers.
/// </summary>
internal sealed class JsonFaults
{
    private const int Most = 50;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ApiJson.MaxDepth };

    private readonly JsonSerializerOptions options;
    private readonly List<(string Member, string Message)> faults = [];

    private JsonFaults(JsonSerializerOptions options) => this.options = options;

    public static Problem Describe(ReadOnlyMemory<byte> body, Type type, JsonSerializerOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutMark(body), Strict);
            var search = new JsonFaults(options);
            search.Visit(document.RootElement, type, "");

            return search.faults.Count > 0
                ? Problem.Invalid(search.faults.Take(Most))
                : Problem.Invalid("body", MemberTexts.Say("member_value"));
        }
        catch (JsonException exception)
        {
            return JsonBodyCheck.Malformed(
                MemberTexts.Say(
                    "reason_syntax",
                    ("line", (exception.LineNumber ?? 0) + 1),
                    ("position", (exception.BytePositionInLine ?? 0) + 1)
                )
            );
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private void Visit(JsonElement value, Type type, string path)
    {
        if (faults.Count >= Most)
        {
            return;
        }

        var named = IsGiven(type) ? type.GetGenericArguments()[0] : type;
        var actual = Nullable.GetUnderlyingType(named) ?? named;
        var info = options.GetTypeInfo(actual);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind is JsonValueKind.Object:
                VisitMembers(value, info, path);
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind is JsonValueKind.Object:
                VisitEntries(value, info.ElementType!, path);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind is JsonValueKind.Array:
                VisitItems(value, info.ElementType!, path);
                break;
            case JsonTypeInfoKind.None when CanRead(value, info):
                break;
            default:
                Add(path, Expectation(info));
                break;
        }
    }

    private void VisitMembers(JsonElement value, JsonTypeInfo info, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in value.EnumerateObject())
        {
            var at = Join(path, given.Name);
            var known = info.Properties.FirstOrDefault(property => property.Name == given.Name);
            if (!seen.Add(given.Name))
            {
                Add(at, MemberTexts.Say("member_repeated"));
            }
            else if (known is null)
            {
                Add(at, MemberTexts.Say("member_unknown"));
            }
            else
            {
                VisitMember(given.Value, known, at);
            }
        }

        foreach (var missing in info.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
        {
            Add(Join(path, missing.Name), MemberTexts.Say("member_required"));
        }
    }

    private void VisitMember(JsonElement value, JsonPropertyInfo member, string path)
    {
        if (value.ValueKind is not JsonValueKind.Null)
        {
            Visit(value, member.PropertyType, path);
        }
        else if (!ApiJson.TakesNull(member))
        {
            Add(path, MemberTexts.Say("member_null"));
        }
    }

    private void VisitEntries(JsonElement value, Type type, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
        {
            if (!seen.Add(entry.Name))
            {
                Add(Join(path, entry.Name), MemberTexts.Say("member_repeated"));
            }
            else if (entry.Value.ValueKind is not JsonValueKind.Null)
            {
                Visit(entry.Value, type, Join(path, entry.Name));
            }
        }
    }

    private void VisitItems(JsonElement value, Type type, string path)
    {
        var at = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Null)
            {
                Visit(item, type, $"{path}[{at}]");
            }
            else if (type.IsValueType && Nullable.GetUnderlyingType(type) is null)
            {
                Add($"{path}[{at}]", MemberTexts.Say("member_null"));
            }

            at++;
        }
    }

    private static bool IsGiven(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Given<>);

    private static bool CanRead(JsonElement value, JsonTypeInfo info)
    {
        try
        {
            _ = value.Deserialize(info);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Expectation(JsonTypeInfo info) =>
        info switch
        {
            { Kind: JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary } => MemberTexts.Say("member_object"),
            { Kind: JsonTypeInfoKind.Enumerable } => MemberTexts.Say("member_array"),
            { Type.IsEnum: true } => MemberTexts.Say("member_choice", ("values", Choices(info.Type))),
            _ => MemberTexts.Say(LeafKey(info.Type)),
        };

    private static string LeafKey(Type type) =>
        Type.GetTypeCode(type) switch
        {
            TypeCode.String or TypeCode.Char => "member_text",
            TypeCode.Boolean => "member_boolean",
            TypeCode.DateTime => "member_time",
            >= TypeCode.SByte and <= TypeCode.Decimal => "member_number",
            _ when type == typeof(DateTimeOffset) => "member_time",
            _ when type == typeof(Guid) => "member_id",
            _ => "member_value",
        };

    private static IEnumerable<string> Choices(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);

    private static string Join(string path, string name) => path.Length is 0 ? name : $"{path}.{name}";

    private void Add(string path, string message) => faults.Add((path.Length is 0 ? "body" : path, message));
}
