namespace Crm.WebApi.Errors;

/// <summary>An error on its way to the caller, before it has words.</summary>
internal sealed record Problem(string Code)
{
    /// <summary>For the {named} places of the code's text.</summary>
    public IReadOnlyList<(string Name, object? Value)> Values { get; init; } = [];

    /// <summary>Instead of the code's own, in the caller's language already.</summary>
    public string? Detail { get; init; }

    /// <summary>Member or parameter, in camelCase, and what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public static Problem Invalid(string member, string message) => Invalid([(member, message)]);

    public static Problem Invalid(IEnumerable<(string Member, string Message)> faults) =>
        new("validation_failed")
        {
            Errors = faults
                .GroupBy(fault => fault.Member, StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    group => group.Select(fault => fault.Message).Distinct(StringComparer.Ordinal).ToArray(),
                    StringComparer.Ordinal
                ),
        };
}
