using System.Text.Json.Serialization;

namespace Crm.WebApi.Errors;

/// <summary>RFC 9457, and beside it the members that older clients of this system read.</summary>
internal sealed record ProblemDocument
{
    /// <summary>Where the code is explained.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>The path of the request.</summary>
    public required string Instance { get; init; }

    public required string TraceId { get; init; }

    /// <summary>Always false.</summary>
    public required bool Success { get; init; }

    /// <summary>The title in English.</summary>
    public required string Error { get; init; }

    public required string Message { get; init; }

    public required int StatusCode { get; init; }

    /// <summary>What a program branches on; stable.</summary>
    public required string Code { get; init; }

    /// <summary>Member or parameter and what is wrong with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
