using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Common.Saving;

internal static class LostRace
{
    private const string UniqueViolation = "23505";

    /// <summary>Somebody else was faster: a row that was read was changed meanwhile, or one that is added was added meanwhile.</summary>
    public static bool IsLostRace(this DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException
        || exception.InnerException is DbException { SqlState: UniqueViolation };
}
