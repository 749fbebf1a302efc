namespace Crm.Benchmarks.Data;

/// <param name="Number">Its owner's address is made of this.</param>
internal sealed record BenchTenant(int Number, Guid Id, IReadOnlyList<Guid> Venues)
{
    public const string Password = "dogru-At-pil-zimba-41";

    public static string EmailOf(int number) => $"owner{number}@bench.example";
}
