using System.Text.Json.Serialization;
using FluentValidation;

namespace Crm.Application.Common;

/// <summary>A page of a list; <see cref="NextCursor"/> is opaque and null on the last page.</summary>
/// <param name="Total">How many there are in all; only when it was asked for.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Data,
    string? NextCursor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null
) : IPage;

/// <summary>For who handles pages and need not know of what.</summary>
public interface IPage;

public static class Page
{
    /// <param name="rows">Read one beyond the limit, to see whether more follow.</param>
    /// <param name="cursor">Where the page after a row begins.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> rows, int limit, Func<T, string> cursor, long? total = null) =>
        rows.Count > limit ? new([.. rows.Take(limit)], cursor(rows[limit - 1]), total) : new(rows, null, total);
}

internal static class PageRules
{
    private const int Most = 200;

    public static IRuleBuilderOptions<T, int> IsPageSize<T>(this IRuleBuilder<T, int> rule) =>
        rule.InclusiveBetween(1, Most).WithErrorCode("limit");

    /// <summary>Of a list that goes by id, newest first.</summary>
    public static IRuleBuilderOptions<T, string?> IsIdCursor<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(cursor => cursor is null || Guid.TryParse(cursor, out _)).WithErrorCode("cursor");
}
