using System.Text.Json.Serialization;

namespace Crm.Application.Common;

/// <summary>A page of a list; <see cref="NextCursor"/> is opaque and null on the last page.</summary>
/// <param name="Total">How many there are in all; only when it was asked for.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Data,
    string? NextCursor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null
);
